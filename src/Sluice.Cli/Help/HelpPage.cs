using System.CommandLine;
using Sluice.Cli.Commands;

namespace Sluice.Cli.Help;

/// <summary>Writes the help of a command: what it is for, how it is typed, what each option means, and lines to try.</summary>
internal static class HelpPage
{
    /// <summary>Columns of names before their meaning begins.</summary>
    private const int NameColumn = 22;

    public static void Write(TaughtCommand command, TextWriter output, int width)
    {
        WriteWrapped(output, "", command.Description ?? "", 0, width);
        output.WriteLine();
        output.WriteLine($"  {UsageOf(command)}");
        WriteTable(output, "Commands", Leaves(command).Select(leaf => (PathOf(leaf)[(PathOf(command).Length + 1)..], leaf.Description)), width);
        WriteTable(output, "Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description)), width);
        WriteTable(output, "Options", Options(command), width);
        output.WriteLine();
        output.WriteLine("Examples:");
        foreach (string example in command.Examples) output.WriteLine($"  {example}");
        if (command.Subcommands.Count == 0) return;
        output.WriteLine();
        output.WriteLine($"Each command explains itself with --help. Exit codes: 0 done, 1 done with findings (failed records), 2 could not run.");
    }

    /// <summary>The command as it is typed, such as "sluice engine serve".</summary>
    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : command.Name;

    /// <summary>The command with its arguments, such as "sluice run PIPELINE.yaml [options]".</summary>
    public static string UsageOf(Command command)
    {
        if (command.Subcommands.Count > 0 && command.Action is null) return $"{PathOf(command)} COMMAND [options]";
        string arguments = string.Concat(command.Arguments.Select(argument =>
            argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : $" {argument.Name}"));
        return $"{PathOf(command)}{arguments} [options]";
    }

    /// <summary>Commands that do something, rather than group others.</summary>
    private static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.SelectMany(sub => (IEnumerable<Command>)(sub.Subcommands.Count == 0 ? [sub] : sub.Action is null ? Leaves(sub) : [sub, .. Leaves(sub)]));

    private static IEnumerable<(string, string?)> Options(Command command)
    {
        foreach (Option option in command.Options)
            yield return (option.HelpName is { } value ? $"{option.Name} {value}" : option.Name, option.Description);
        yield return ("--help", "Show this help");
        if (!command.Parents.Any()) yield return ("--version", "Show the version");
    }

    private static void WriteTable(TextWriter output, string title, IEnumerable<(string Name, string? Meaning)> rows, int width)
    {
        (string Name, string? Meaning)[] all = [.. rows];
        if (all.Length == 0) return;
        output.WriteLine();
        output.WriteLine($"{title}:");
        foreach ((string name, string? meaning) in all) WriteWrapped(output, $"  {name}{(name.Length > NameColumn - 4 ? "  " : "")}".PadRight(NameColumn), meaning ?? "", NameColumn, width);
    }

    private static void WriteWrapped(TextWriter output, string start, string text, int indent, int width)
    {
        string line = start;
        bool empty = true;
        foreach (string word in text.Split(' '))
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                output.WriteLine(line);
                line = new string(' ', indent);
                empty = true;
            }
            line += empty ? word : $" {word}";
            empty = false;
        }
        output.WriteLine(line);
    }
}
