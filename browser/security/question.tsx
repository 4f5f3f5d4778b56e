import { Modal } from "../controls/modal.tsx";
import { words } from "./words.ts";

/** The question before something is taken away. */
export function Question(props: {
  title: string;
  text: string;
  /** What the button that does it says. */
  act: string;
  onYes(): void;
  onCancel(): void;
}) {
  return (
    <Modal id="question" title={props.title} onCancel={props.onCancel}>
      <p class="mt-2">{props.text}</p>
      <div class="dialog-acts">
        <button type="button" class="btn btn-quiet" onClick={props.onCancel}>
          {words.cancel}
        </button>
        <button type="button" class="btn btn-danger" onClick={props.onYes}>
          {props.act}
        </button>
      </div>
    </Modal>
  );
}
