import { describe, expect, test } from "vitest";
import { childEnvironment, installerEnvironment, readSettings } from "./environment.ts";

describe("the settings", () => {
  test("are the documented ports and folder when nothing is set, or set to nothing", () => {
    const settings = readSettings({ CONSOLE_PORT: "", DATABASE_URL: " " });
    expect(settings.ports).toEqual({ CONSOLE_PORT: 3000, GATEWAY_PORT: 8082, GATEWAY_ADMIN_PORT: 18082, SIMULATOR_PORT: 8090 });
    expect(settings.dataFolder).toMatch(/\/\.data$/);
    expect(settings.databaseUrl).toBeNull();
    expect(settings.gatewayUrl).toBe("http://localhost:8082");
  });

  test("lead the shown addresses along with the ports", () => {
    expect(readSettings({ GATEWAY_PORT: "9000" }).gatewayUrl).toBe("http://localhost:9000");
    expect(readSettings({ GATEWAY_PORT: "9000", SLUICE_GATEWAY_URL: "https://llm.example.org" }).gatewayUrl).toBe(
      "https://llm.example.org",
    );
  });

  test.each(["0", "65536", "80a", "-1", "1e3", "3000.5"])("refuse the port %s by the name of its variable", (value) => {
    expect(() => readSettings({ SIMULATOR_PORT: value })).toThrow(/^SIMULATOR_PORT is ".*", which is not a port/);
  });

  test("refuse a port that nobody could call, as fetch does", async () => {
    await expect(fetch("http://127.0.0.1:4190")).rejects.toMatchObject({ cause: { message: "bad port" } });
    expect(() => readSettings({ SIMULATOR_PORT: "4190" })).toThrow("SIMULATOR_PORT is 4190, which browsers");
  });

  test("refuse one port for two, naming both, a default included", () => {
    expect(() => readSettings({ CONSOLE_PORT: "8082" })).toThrow("CONSOLE_PORT and GATEWAY_PORT are both 8082. Give each its own port.");
  });
});

describe("the environment of others", () => {
  test("holds npm's settings for installers, and nothing of npm for the product", () => {
    process.env["npm_config_registry"] = "https://registry.example.org";
    process.env["npm_lifecycle_event"] = "start";
    try {
      expect(installerEnvironment()["npm_config_registry"]).toBe("https://registry.example.org");
      expect(installerEnvironment()["npm_lifecycle_event"]).toBeUndefined();
      expect(Object.keys(childEnvironment()).filter((name) => /^npm_/i.test(name))).toEqual([]);
    } finally {
      delete process.env["npm_config_registry"];
      delete process.env["npm_lifecycle_event"];
    }
  });

  test("finds our own Node first", () => {
    expect(process.execPath.startsWith(childEnvironment()["PATH"]?.split(":")[0] ?? "nowhere")).toBe(true);
  });
});
