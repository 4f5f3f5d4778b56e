import { useRef, useState } from "preact/hooks";
import {
  type AccessGiven,
  type Give,
  type GivenRight,
  type LoginProposed,
  type PeopleView,
} from "../../contracts/administration.ts";
import type { PrintedPaper } from "../../contracts/administration-papers.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import { Modal } from "../controls/modal.tsx";
import { isUnreachable } from "../sign-in/ask.ts";
import { askAccess, sayWhy } from "./ask.ts";
import { Complaint, Deed } from "./deed.tsx";
import { Field } from "./field.tsx";
import { IdentityChoice } from "./identity-choice.tsx";
import { askSheet, type Delivery, DeliveryGroup, SheetReady } from "./papers/sheet.tsx";
import { words as papersWords } from "./papers/words.ts";
import { ContactFields, NameFields } from "./person-fields.tsx";
import { words } from "./words.ts";

type Typed = Record<
  "civility" | "givenName" | "familyName" | "occupation" | "rpps" | "login" | "email" | "mobile" | "until",
  string
> & { identity: string };

const nothing: Typed = {
  civility: "",
  givenName: "",
  familyName: "",
  occupation: "",
  rpps: "",
  login: "",
  email: "",
  mobile: "",
  until: "",
  identity: "",
};

/** Gives somebody an access: who she is, how that was checked, where she is reached, and what she may open. */
export function NewPersonDialog(props: {
  view: PeopleView;
  onGiven(sentence: string): Promise<void>;
  onCancel(): void;
}) {
  const { mailboxes } = props.view;
  const [typed, setTyped] = useState<Typed>(nothing);
  const [rights, setRights] = useState<ReadonlyMap<string, GivenRight>>(new Map());
  const [delivery, setDelivery] = useState<Delivery>("email");
  const [sheet, setSheet] = useState<PrintedPaper | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // Once the référent wrote an identifier herself, names no longer change it.
  const isLoginHers = useRef(false);
  const put = (name: keyof Typed) => (value: string) => setTyped((before) => ({ ...before, [name]: value }));

  async function propose(): Promise<void> {
    const { givenName, familyName } = typed;
    if (isLoginHers.current || givenName.trim() === "" || familyName.trim() === "") return;
    const answer = await askAccess<LoginProposed>("propose-login", { givenName, familyName });
    if (!isUnreachable(answer) && !isRefusal(answer) && !isLoginHers.current) put("login")(answer.login);
  }

  function fail(sentence: string): void {
    setError(sentence);
    setBusy(false);
  }

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const { givenName, familyName, login, email, identity } = typed;
    if ([givenName, familyName, login, email].some((one) => one.trim() === "")) return fail(words.missing);
    if (identity === "") return fail(words.missingProof);
    setBusy(true);
    const answer = await askAccess<AccessGiven>("give", asked(typed, rights, delivery));
    if (isUnreachable(answer) || isRefusal(answer)) return fail(sayWhy(answer));
    const name = `${givenName} ${familyName}`;
    if (delivery === "email") return props.onGiven(words.given(name, email));
    const printed = await askSheet(answer.personId);
    // The access stands: only its paper is missing, and is asked for again from the list.
    if (isUnreachable(printed) || isRefusal(printed)) return props.onGiven(papersWords.notPrinted(name));
    setSheet(printed);
  };

  if (sheet) {
    const name = `${typed.givenName} ${typed.familyName}`;
    const close = () => void props.onGiven(papersWords.givenOnPaper(name));
    return (
      <Modal isWide id="given-title" title={papersWords.givenOnPaper(name)} onCancel={close}>
        <SheetReady paper={sheet} name={name} />
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={close}>
            {papersWords.close}
          </button>
        </div>
      </Modal>
    );
  }

  return (
    <Modal isWide id="give-title" title={words.giveTitle} onCancel={props.onCancel}>
      <form onSubmit={submit} noValidate>
        <fieldset class="group mt-4">
          <legend>{words.identityGroup}</legend>
          <div class="form-3">
            <div class="field">
              <label class="label" for="civility">
                {words.civility}
              </label>
              <select
                class="input"
                id="civility"
                value={typed.civility}
                onChange={(event) => put("civility")(event.currentTarget.value)}
              >
                {["", "Mme", "M.", "Dr", "Pr"].map((one) => (
                  <option key={one} value={one}>
                    {one || words.noCivility}
                  </option>
                ))}
              </select>
            </div>
            <NameFields typed={typed} put={put} onLeave={propose} />
          </div>
          <div class="form-2">
            <Field
              name="occupation"
              label={words.occupation}
              value={typed.occupation}
              hint={words.occupationHint}
              onInput={put("occupation")}
            />
            <Field
              name="rpps"
              label={words.rpps}
              value={typed.rpps}
              hint={words.rppsHint}
              onInput={put("rpps")}
              numeric
            />
          </div>
          <Field
            name="login"
            label={words.login}
            value={typed.login}
            hint={words.loginHint}
            onInput={(value) => {
              isLoginHers.current = value !== "";
              put("login")(value);
            }}
          />
        </fieldset>
        <fieldset class="group">
          <legend>{words.contactGroup}</legend>
          <ContactFields typed={typed} put={put} />
        </fieldset>
        <IdentityChoice chosen={typed.identity} onChoose={put("identity")} />
        <fieldset class="group">
          <legend>{words.rightsGroup}</legend>
          <div class="form-3">
            {mailboxes.map((mailbox) => (
              <div class="field" key={mailbox.id}>
                <label class="label" for={`right-${mailbox.id}`}>
                  {mailbox.name}
                </label>
                <select
                  class="input"
                  id={`right-${mailbox.id}`}
                  value={rights.get(mailbox.id) ?? "none"}
                  onChange={(event) => setRights(withRight(rights, mailbox.id, event.currentTarget.value))}
                >
                  {(["none", "reader", "writer", "manager"] as const).map((right) => (
                    <option key={right} value={right}>
                      {words.rights[right]}
                    </option>
                  ))}
                </select>
              </div>
            ))}
          </div>
          <div class="form-3 mt-3">
            <Field
              name="until"
              label={words.endDay}
              value={typed.until}
              hint={words.endDayHint}
              onInput={put("until")}
              type="date"
            />
          </div>
        </fieldset>
        <DeliveryGroup value={delivery} onChange={setDelivery} />
        <Complaint error={error} />
        <div class="dialog-acts">
          <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
            {words.cancel}
          </button>
          <Deed label={words.give} busyLabel={words.giving} busy={busy} />
        </div>
      </form>
    </Modal>
  );
}

function withRight(rights: ReadonlyMap<string, GivenRight>, mailboxId: string, value: string) {
  const next = new Map(rights);
  if (value === "reader" || value === "writer" || value === "manager") next.set(mailboxId, value);
  else next.delete(mailboxId);
  return next;
}

function asked(
  { until, rpps, mobile, ...typed }: Typed,
  rights: ReadonlyMap<string, GivenRight>,
  link: Delivery,
): object {
  const given: Omit<Give, "identity" | "civility"> & { identity: string; civility: string } = {
    ...typed,
    rpps: rpps.trim() || null,
    mobile: mobile.trim() || null,
    until: until || null,
    link,
    rights: Array.from(rights, ([mailboxId, right]) => ({ mailboxId, right, from: null, until: null })),
  };
  return given;
}
