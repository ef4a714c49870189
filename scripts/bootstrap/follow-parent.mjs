// Preloaded into every process that the runner starts: when the runner is killed without a chance to say goodbye, the channel to it closes.
// Children of such a process inherit the preload, and their channel is their parent's affair: letting go of it would end some at once.
if (process.env.SLUICE_RUNNER_PID === String(process.ppid)) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
}
