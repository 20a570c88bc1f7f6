using Sluice.Cli.Commands;
using Sluice.Cli.Terminals;

return await CommandLine.RunAsync(args, ProcessTerminal.Open());
