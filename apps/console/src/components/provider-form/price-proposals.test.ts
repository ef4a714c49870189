import { expect, test } from "vitest";
import { withModel, withoutProposals, withProposals } from "./price-proposals.ts";
import { emptyModel, emptyProvider, type ProviderDraft } from "./provider-draft.ts";

const draft: ProviderDraft = {
  ...emptyProvider("OPEN_AI"),
  models: [emptyModel("known"), emptyModel("unknown"), { ...emptyModel("mine"), inputPrice: "9", priceSource: "yours" }],
};
const proposals = [
  { model: "known", inputPrice: 0.25, outputPrice: 2 },
  { model: "mine", inputPrice: 1, outputPrice: 1 },
];

test("proposals fill what is empty and overwrite nothing that a person typed", () => {
  expect(
    withProposals(draft, proposals).models.map(({ inputPrice, outputPrice, priceSource }) => [inputPrice, outputPrice, priceSource]),
  ).toEqual([
    ["0.25", "2.00", "proposed"],
    ["", "", null],
    ["9", "", "yours"],
  ]);
});

test("a price that a person emptied is not proposed again", () => {
  const emptied = { ...draft, models: [{ ...emptyModel("known"), priceSource: "yours" as const }] };
  expect(withProposals(emptied, proposals)).toBe(emptied);
});

test("a free model is proposed as 0, not as unknown", () => {
  expect(withProposals(draft, [{ model: "known", inputPrice: 0, outputPrice: 0 }]).models[0]?.inputPrice).toBe("0.00");
});

test("another provider keeps the prices of the person and drops the proposed ones", () => {
  expect(withoutProposals(withProposals(draft, proposals)).models.map((model) => model.inputPrice)).toEqual(["", "", "9"]);
});

test("a model is listed once, however often it is typed", () => {
  expect(withModel({ ...draft, typedModel: " known " }, " known ").models).toHaveLength(3);
  expect(withModel({ ...draft, typedModel: "new" }, "new")).toMatchObject({ typedModel: "", models: [{}, {}, {}, { name: "new" }] });
});
