using Sluice.Cli.Commands;
using Sluice.Cli.Terminals;

// Reads of a socket go on where they were noticed and not on another thread: half the CPU a chunk. The runtime looks for it in the environment only, before the first socket.
const string inlineReads = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
if (Environment.GetEnvironmentVariable(inlineReads) is null) Environment.SetEnvironmentVariable(inlineReads, "1");

return await CommandLine.RunAsync(args, ProcessTerminal.Open());
