import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { findLockedOut, type Holding, keepsWay } from "./lock-outs.ts";
import { type MethodName, methodsAt } from "./methods.ts";
import { isWider, type Narrowing, narrow, networksOf, nothingNarrowed, type Policy } from "./policy.ts";
import { findEntries, findWay } from "./ways.ts";

const names: MethodName[] = ["email", "sms", "totp", "passkey", "psc"];
const moment = fc.integer({ min: 0, max: 1000 });
const minutes = fc.integer({ min: 0, max: 240 });
const policies: fc.Arbitrary<Policy> = fc.record({
  methods: fc.subarray(names),
  emailUntil: fc.option(moment),
  sessionMinutes: minutes,
  idleMinutes: minutes,
  trustMinutes: minutes,
});
/** Whatever was once kept, under an operator who may have been another then. */
const narrowings: fc.Arbitrary<Narrowing> = fc.record({
  forbidden: fc.subarray(names),
  emailUntil: fc.option(moment),
  sessionMinutes: fc.option(minutes),
  idleMinutes: fc.option(minutes),
  trustMinutes: fc.option(minutes),
  networks: fc.constant([]),
});
const holdings: fc.Arbitrary<Holding> = fc.record({
  personId: fc.constant("p"),
  hasPassword: fc.boolean(),
  held: fc.record({
    email: fc.boolean(),
    sms: fc.boolean(),
    totp: fc.boolean(),
    passkey: fc.boolean(),
    psc: fc.boolean(),
  }),
});

suite("a structure narrows, and never widens", () => {
  test("whatever it says, nothing is longer, later or more than the operator’s", () => {
    fc.assert(
      fc.property(policies, fc.option(narrowings), moment, (operator, own, now) => {
        const left = narrow(operator, own);
        const allowed = methodsAt(operator, now);
        assert.ok(methodsAt(left, now).every((method) => allowed.includes(method)));
        assert.ok(left.sessionMinutes <= operator.sessionMinutes);
        assert.ok(left.idleMinutes <= operator.idleMinutes);
        assert.ok(left.trustMinutes <= operator.trustMinutes);
        assert.ok((left.emailUntil ?? Infinity) <= (operator.emailUntil ?? Infinity));
      }),
    );
  });

  test("it is refused what it asks for in vain, and nothing else", () => {
    fc.assert(
      fc.property(policies, narrowings, (operator, own) => {
        const left = narrow(operator, own);
        const isHeard =
          own.forbidden.every((method) => operator.methods.includes(method)) &&
          (own.emailUntil === null ||
            (operator.methods.includes("email") && left.emailUntil === own.emailUntil)) &&
          [
            [own.sessionMinutes, left.sessionMinutes],
            [own.idleMinutes, left.idleMinutes],
            [own.trustMinutes, left.trustMinutes],
          ].every(([wish, got]) => wish === null || wish === got);
        assert.equal(isWider(operator, own), !isHeard);
      }),
    );
  });

  test("nobody gains a way in by it", () => {
    fc.assert(
      fc.property(policies, narrowings, holdings, moment, (operator, own, one, now) => {
        const before = findEntries(one, operator, now);
        assert.ok(findEntries(one, narrow(operator, own), now).every((method) => before.includes(method)));
      }),
    );
  });
});

suite("whom a change locks out", () => {
  test("those who came in and come in no more, now or once codes by e-mail have ended; what they need lets them in", () => {
    fc.assert(
      fc.property(
        policies,
        fc.option(narrowings),
        narrowings,
        holdings,
        moment,
        (operator, before, after, one, now) => {
          const [locked] = findLockedOut([one], operator, { before, after }, now);
          const [former, next] = [narrow(operator, before), narrow(operator, after)];
          const enters = (policy: Policy, at: number) =>
            names.some(
              (method) =>
                findWay(method, one.held[method], policy, at) === "ready" &&
                (one.hasPassword || method === "passkey" || method === "psc"),
            );
          const later = [now, next.emailUntil ?? now].filter((at) => at >= now);
          const lost = later.filter((at) => enters(former, at) && !enters(next, at));
          assert.equal(locked?.from, lost[0]);
          if (!locked) return;
          assert.ok(!keepsWay(one, next, now));
          if (!one.hasPassword) return;
          for (const method of locked.needs) {
            const better = { ...one, held: { ...one.held, [method]: true } };
            assert.deepEqual(findEntries(better, next, locked.from), [method]);
          }
        },
      ),
    );
  });

  test("whoever is outside anyway is not counted", () => {
    const one: Holding = {
      personId: "p",
      hasPassword: true,
      held: { email: false, sms: false, totp: false, passkey: false, psc: false },
    };
    const operator: Policy = {
      methods: names,
      emailUntil: null,
      sessionMinutes: 240,
      idleMinutes: 30,
      trustMinutes: 0,
    };
    const after = { ...nothingNarrowed, forbidden: names };
    assert.deepEqual(findLockedOut([one], operator, { before: null, after }, 0), []);
  });
});

test("a network is looked up as it was typed; what is none is left", () => {
  const networks = [{ name: "Siège", ranges: ["10.1.0.0/16", "nowhere"], shared: true }];
  const [found] = networksOf({ ...nothingNarrowed, networks });
  assert.deepEqual([found?.name, found?.shared, found?.ranges.length], ["Siège", true, 1]);
});
