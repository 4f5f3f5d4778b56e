import { useRef, useState } from "preact/hooks";
import { type AccessGiven, type LoginProposed } from "../../../contracts/administration.ts";
import type { OperatorChanged, StructureView } from "../../../contracts/administration-operator.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { isUnreachable } from "../../sign-in/ask.ts";
import { askAccess } from "../ask.ts";
import { Field } from "../field.tsx";
import { IdentityChoice } from "../identity-choice.tsx";
import { ContactFields, NameFields } from "../person-fields.tsx";
import { Complaint, Deed } from "../deed.tsx";
import { Modal } from "../../controls/modal.tsx";
import { words as accessWords } from "../words.ts";
import { useDeed } from "./dialogs.tsx";
import { words } from "./words.ts";

const nothing = { givenName: "", familyName: "", occupation: "", login: "", email: "", mobile: "" };
type Typed = typeof nothing;

/** Names a référent of a structure: somebody new, who gets her link by e-mail, or somebody who has an access there. */
export function NameReferentDialog(props: {
  structure: StructureView;
  domains: readonly string[];
  onDone(sentence: string): Promise<void>;
  onCancel(): void;
}) {
  const { structure, domains } = props;
  const [isKnown, setKnown] = useState(false);
  const [domain, setDomain] = useState(domains[0] ?? "");
  const [typed, setTyped] = useState(nothing);
  const [identity, setIdentity] = useState("");
  const { error, busy, fail, act } = useDeed(props);
  // Once the identifier was written by hand, names no longer change it.
  const isLoginOurs = useRef(true);
  const put = (name: keyof Typed) => (value: string) => setTyped((before) => ({ ...before, [name]: value }));

  async function propose(wanted = domain): Promise<void> {
    const { givenName, familyName } = typed;
    if (!isLoginOurs.current || givenName.trim() === "" || familyName.trim() === "") return;
    const question = { givenName, familyName, domain: wanted };
    const answer = await askAccess<LoginProposed>("propose-referent", question);
    if (!isUnreachable(answer) && !isRefusal(answer) && isLoginOurs.current) put("login")(answer.login);
  }

  const submit = async (event: Event) => {
    event.preventDefault();
    const { givenName, familyName, login, email } = typed;
    const structureId = structure.id;
    if (isKnown) {
      if (login.trim() === "") return fail(accessWords.missing);
      const entrusted = words.entrusted(login.trim());
      return act<OperatorChanged>("entrust-referent", { structureId, login }, entrusted);
    }
    if ([givenName, familyName, login, email].some((one) => one.trim() === ""))
      return fail(accessWords.missing);
    if (identity === "") return fail(accessWords.missingProof);
    const mobile = typed.mobile.trim() || null;
    const question = { ...typed, structureId, mobile, identity, civility: "", rpps: null };
    await act<AccessGiven>("name-referent", question, words.named(`${givenName} ${familyName}`, email));
  };

  return (
    <Modal isWide id="referent-title" title={words.nameFor(structure.name)} onCancel={props.onCancel}>
      <form onSubmit={submit} noValidate>
        <fieldset class="group mt-4">
          <legend>{words.how}</legend>
          <div class="choices choices-2">
            {[false, true].map((one) => (
              <label key={String(one)} class={isKnown === one ? "choice is-on" : "choice"}>
                <input type="radio" name="how" checked={isKnown === one} onChange={() => setKnown(one)} />
                <span>{one ? words.howKnown : words.howNew}</span>
              </label>
            ))}
          </div>
        </fieldset>
        {isKnown ? (
          <div class="group">
            <Field name="login" label={words.knownLogin} value={typed.login} onInput={put("login")} />
          </div>
        ) : (
          <NewReferent
            typed={typed}
            put={put}
            domain={domain}
            domains={domains}
            identity={identity}
            onIdentity={setIdentity}
            onLeave={() => propose()}
            onLogin={(login) => {
              isLoginOurs.current = login === "";
              put("login")(login);
            }}
            onDomain={(wanted) => {
              setDomain(wanted);
              void propose(wanted);
            }}
          />
        )}
        <Complaint error={error} />
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.cancel}
          </button>
          <Deed
            label={isKnown ? words.entrust : accessWords.give}
            busyLabel={isKnown ? words.saving : words.giving}
            busy={busy}
          />
        </div>
      </form>
    </Modal>
  );
}

function NewReferent(props: {
  typed: Typed;
  put(name: keyof Typed): (value: string) => void;
  domain: string;
  domains: readonly string[];
  identity: string;
  onIdentity(identity: string): void;
  onLeave(): Promise<void>;
  onLogin(login: string): void;
  onDomain(domain: string): void;
}) {
  const { typed, put, onLeave } = props;
  return (
    <>
      <div class="group">
        <div class="form-2">
          <NameFields typed={typed} put={put} onLeave={onLeave} />
        </div>
        <div class="form-2">
          <Field
            name="occupation"
            label={accessWords.occupation}
            value={typed.occupation}
            onInput={put("occupation")}
          />
          <div class="field">
            <label class="label" for="domain">
              {words.domain}
            </label>
            <select
              class="input"
              id="domain"
              value={props.domain}
              onChange={(event) => props.onDomain(event.currentTarget.value)}
            >
              {props.domains.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </div>
        </div>
        <Field
          name="login"
          label={accessWords.login}
          value={typed.login}
          hint={accessWords.loginHint}
          onInput={props.onLogin}
        />
        <ContactFields typed={typed} put={put} />
      </div>
      <IdentityChoice chosen={props.identity} onChoose={props.onIdentity} />
    </>
  );
}
