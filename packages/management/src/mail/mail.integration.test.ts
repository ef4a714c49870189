import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { deleteMailSettings } from "./delete-mail-settings.ts";
import { getMailSettings } from "./get-mail-settings.ts";
import { parseMailServer } from "./mail-server.ts";
import { testMail } from "./test-mail.ts";
import { type SmtpSink, startSmtpSink } from "./testing/smtp-sink.ts";
import { updateMailSettings } from "./update-mail-settings.ts";

const PASSWORD = "canary-smtp-password-9f2";

let management: TestManagement;
let smtp: SmtpSink;
beforeAll(async () => {
  management = await startManagement();
  smtp = await startSmtpSink(PASSWORD);
});
afterEach(async () => {
  await management.context.db.mailSettings.deleteMany();
  smtp.mails.length = 0;
});
afterAll(async () => {
  await smtp.close();
  await management.close();
});

const useSmtp = (change: object = {}) =>
  updateMailSettings(management.context, {
    host: "127.0.0.1",
    port: smtp.port,
    username: "sluice",
    password: PASSWORD,
    sender: "Sluice <sluice@example.org>",
    ...change,
  });

describe("the mail server", () => {
  test("is tried by the code that sends alerts, and says its own words", async () => {
    expect(granted(await testMail(management.context, { to: "ada@example.org" }))).toEqual({ ok: false, error: "No mail server is set." });
    granted(await useSmtp({ password: "canary-wrong-password" }));
    const { ok, error } = granted(await testMail(management.context, { to: "ada@example.org" }));
    expect([ok, error]).toEqual([false, expect.stringMatching(/Wrong password: ••••/)]);
    expect(error).not.toContain("canary");
    granted(await useSmtp());
    expect(granted(await testMail(management.context, { to: "ada@example.org" }))).toEqual({ ok: true });
    expect(smtp.mails).toHaveLength(1);
  });

  test("keeps its password sealed and behind a mask, which is good for the same server alone", async () => {
    const saved = granted(await useSmtp());
    expect(saved.password).toMatch(/^••••/);
    const row = await management.context.db.mailSettings.findUniqueOrThrow({ where: { id: 1 } });
    expect(row.password).toMatch(/^sealed:v2:/);
    granted(await useSmtp({ password: saved.password, port: smtp.port }));
    expect(granted(await testMail(management.context, { to: "ada@example.org" }))).toEqual({ ok: true });
    expect(refused(await useSmtp({ password: saved.password, host: "smtp.example.org" })).extra.fields).toHaveProperty("password");
    const audit = JSON.stringify(await management.context.db.auditEntry.findMany());
    expect(audit).not.toContain(PASSWORD);
  });

  test("is the environment's until the settings name one", async () => {
    const mail = { host: "127.0.0.1", port: smtp.port, secure: false, username: "sluice", password: PASSWORD, sender: "ops@example.org" };
    const context = { ...management.context, settings: { ...management.context.settings, mail } };
    expect(granted(await getMailSettings(context))).toMatchObject({ source: "environment", host: "127.0.0.1", password: "••••" });
    expect(granted(await testMail(context, { to: "ada@example.org" }))).toEqual({ ok: true });
    granted(await useSmtp({ sender: "settings@example.org" }));
    expect(granted(await getMailSettings(context))).toMatchObject({ source: "settings", sender: "settings@example.org" });
    granted(await deleteMailSettings(management.context));
    expect(granted(await getMailSettings(context)).source).toBe("environment");
  });

  test.each([
    ["smtp://mail.example.org", { host: "mail.example.org", port: 587, secure: false, username: "", password: "" }],
    ["smtps://a%40b:p%3A%2F@mail.example.org", { port: 465, secure: true, username: "a@b", password: "p:/" }],
    ["smtp://mail.example.org:2525", { port: 2525 }],
  ])("is written by an operator as %s", (url, server) => {
    expect(parseMailServer(url, "ops@example.org")).toMatchObject(server);
  });

  test.each(["mail.example.org", "https://mail.example.org", "smtp://", ""])("is not written as %j", (url) => {
    expect(parseMailServer(url, "ops@example.org")).toBeNull();
  });
});
