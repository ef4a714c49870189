// Preloaded into every process that the runner starts: when the runner is killed without a chance to say goodbye, the channel to it closes.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
