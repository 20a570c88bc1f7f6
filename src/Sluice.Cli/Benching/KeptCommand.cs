using System.Runtime.InteropServices;
using Sluice.Bench.Events;
using Sluice.Cli.Help;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Benching;

/// <summary>What a log and a page keep of a command: they are sent to colleagues, so the values of headers, where keys stand, are left out.</summary>
internal static class KeptCommand
{
    private const string Header = "--header";

    public static string Of(Terminal terminal) => terminal.CommandLineOf(terminal.Arguments.Select((argument, i) =>
        argument.StartsWith($"{Header}=", StringComparison.Ordinal) ? $"{Header}={NameOf(argument[(Header.Length + 1)..])}" : i > 0 && terminal.Arguments[i - 1] == Header ? NameOf(argument) : argument));

    public static LogSession Session(Terminal terminal, IReadOnlyDictionary<string, string> inputs) => new()
    {
        Started = terminal.Time.GetUtcNow(),
        Tool = VersionText.OfThisBuild,
        Command = Of(terminal),
        Inputs = inputs,
        Client = $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}",
    };

    public static string NameOf(string header) => $"{header.Split(':')[0].Trim()}: …";
}
