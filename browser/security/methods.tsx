import type { ContactWanted } from "../../contracts/own-contact.ts";
import type { Factors } from "../../contracts/security.ts";
import { Icon, type IconName } from "../controls/icon.tsx";
import type { ComponentChildren } from "preact";
import { day as dayIn } from "./moments.ts";
import { SpareCodes } from "./spare-codes.tsx";
import { words } from "./words.ts";

type App = Factors["apps"][number];

/** The methods that a person has, each with its level, and what she can do with it. */
export function Methods(props: {
  factors: Factors;
  onAdd(): void;
  onRemove(app: App): void;
  onChangePassword(): void;
  onPrintSpares(): void;
  onChangeContact(kind: ContactWanted["kind"]): void;
}) {
  const { factors, onAdd, onRemove } = props;
  const has = (method: Factors["methods"][number]) => factors.methods.includes(method);
  const canAdd = has("totp");
  // A passkey is what is advised where there are any.
  const isAdvised = canAdd && factors.apps.length === 0 && !has("passkey");
  return (
    <>
      {isAdvised && (
        <div class="advice">
          <span class="item-icon">
            <Icon name="phone" />
          </span>
          <div>
            <h2>{words.adviceTitle}</h2>
            <p>{words.adviceText}</p>
          </div>
          <button class="btn btn-main" type="button" onClick={onAdd}>
            {words.add}
          </button>
        </div>
      )}
      <section class="section" aria-labelledby="methods">
        <div class="section-head">
          <div>
            <h2 id="methods">{words.methods}</h2>
            <p>{words.methodsText}</p>
          </div>
          {canAdd && !isAdvised && (
            <button class="btn btn-s" type="button" onClick={onAdd}>
              {words.addApp}
            </button>
          )}
        </div>
        <div class="card">
          {has("email") && (
            <Item icon="mail" title={words.email} level="low" text={factors.email ?? words.none}>
              <ContactButton kind="email" onChange={props.onChangeContact} />
            </Item>
          )}
          {has("sms") && (
            <Item icon="phone" title={words.sms} level="low" text={factors.mobile ?? words.none}>
              <ContactButton kind="mobile" onChange={props.onChangeContact} />
            </Item>
          )}
          {factors.apps.map((app) => (
            <Item key={app.id} icon="phone" title={words.app} level="substantial" text={describe(app)}>
              <button
                class="btn btn-s"
                type="button"
                aria-label={words.removeNamed(app.name)}
                onClick={() => onRemove(app)}
              >
                {words.remove}
              </button>
            </Item>
          ))}
          {factors.psc && <Item icon="lock" title={words.psc} level="high" text={words.pscText} />}
          {factors.passwordSetAt !== null && (
            <Item
              icon="lock"
              title={words.password.title}
              text={words.password.setOn(day(factors.passwordSetAt))}
            >
              <button
                class="btn btn-s"
                type="button"
                aria-label={words.password.changeLabel}
                onClick={props.onChangePassword}
              >
                {words.password.change}
              </button>
            </Item>
          )}
          <SpareCodes factors={factors} onPrint={props.onPrintSpares} />
        </div>
      </section>
    </>
  );
}

function ContactButton(props: { kind: ContactWanted["kind"]; onChange(kind: ContactWanted["kind"]): void }) {
  return (
    <button
      class="btn btn-s"
      type="button"
      aria-label={words.contact.changeLabel[props.kind]}
      onClick={() => props.onChange(props.kind)}
    >
      {words.contact.change}
    </button>
  );
}

/** One method: what it is, what it is worth as a second factor, and what can be done with it. */
export function Item(props: {
  icon: IconName;
  title: string;
  level?: "low" | "substantial" | "high";
  text: string;
  children?: ComponentChildren;
}) {
  const { icon, title, level, text } = props;
  return (
    <div class="item">
      <span class="item-icon">
        <Icon name={icon} />
      </span>
      <div>
        <h3>
          {title}
          {level && (
            <span class={`level level-${level}`}>
              <i aria-hidden="true">
                <b class="on" />
                <b class={level === "low" ? "" : "on"} />
                <b class={level === "high" ? "on" : ""} />
              </i>
              {words[level]}
            </span>
          )}
        </h3>
        <p>{text}</p>
      </div>
      {props.children && <div class="item-acts">{props.children}</div>}
    </div>
  );
}

function describe({ name, addedAt, usedAt }: App): string {
  const parts = [words.added(day(addedAt)), usedAt === null ? words.neverUsed : words.used(day(usedAt))];
  return [...(name ? [words.named(name)] : []), ...parts].join(" · ");
}

/** A day, as people say it. */
export function day(at: number): string {
  return dayIn(at, document.documentElement.lang);
}
