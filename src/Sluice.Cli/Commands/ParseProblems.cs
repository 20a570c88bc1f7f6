using System.CommandLine;
using System.CommandLine.Parsing;
using Sluice.Cli.Help;
using Sluice.Cli.Problems;

namespace Sluice.Cli.Commands;

/// <summary>Says what is wrong with a command line, in the words of its own help.</summary>
internal static class ParseProblems
{
    public static void ThrowIfAny(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        Command command = parsed.CommandResult.Command;
        List<Problem> problems = [.. UnknownOptions(command, arguments)];
        if (problems.Count == 0) problems.AddRange(command.Subcommands.Count > 0 && (command.Action is null || parsed.UnmatchedTokens.Count > 0) ? WrongCommand(parsed) : WrongValues(parsed));
        if (problems.Count > 0) throw new CouldNotRunException(problems);
    }

    /// <summary>"run", "engine serve"; at the root, which has no word of its own, "command line".</summary>
    private static string PlaceOf(Command command) =>
        command.Parents.Any() ? HelpPage.PathOf(command).Split(' ', 2)[1] : "command line";

    /// <summary>An option that does not exist is told alone: what follows it was read in its light and would only mislead.</summary>
    private static IEnumerable<Problem> UnknownOptions(Command command, IReadOnlyList<string> arguments)
    {
        bool isValue = false;
        foreach (string argument in arguments.TakeWhile(argument => argument != "--"))
        {
            string name = argument.Split('=', 2)[0];
            Option? option = command.Options.FirstOrDefault(option => option.Name == name);
            if (option is null && !isValue && name.Length > 1 && name[0] == '-')
            {
                string[] known = [.. command.Options.Select(option => option.Name), "--help"];
                yield return new Problem(PlaceOf(command), $"unknown option '{name}'{Nearest.Hint(name, known)}", string.Join(", ", known));
            }
            isValue = option is not null and not Option<bool> && name.Length == argument.Length;
        }
    }

    private static IEnumerable<Problem> WrongCommand(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string[] known = [.. command.Subcommands.Select(sub => sub.Name)];
        string what = parsed.UnmatchedTokens is [var word, ..]
            ? $"unknown command '{word}'{Nearest.Hint(word, known)}"
            : "a command is missing";
        yield return new Problem(PlaceOf(command), what, string.Join(", ", known));
    }

    private static IEnumerable<Problem> WrongValues(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string place = PlaceOf(command);
        foreach (string word in parsed.UnmatchedTokens)
            yield return new Problem(place, $"'{word}' is one word too many", HelpPage.UsageOf(command));
        foreach (ParseError error in parsed.Errors)
        {
            switch (error.SymbolResult)
            {
                case ArgumentResult { Argument: var argument }:
                    yield return new Problem(place, $"{argument.Name} is missing", HelpPage.UsageOf(command));
                    break;
                case OptionResult { Option: var option, Tokens.Count: 0 }:
                    yield return new Problem(place, $"{option.Name} has no value", $"{option.Name} {option.HelpName}");
                    break;
                case OptionResult { Option: var option, IdentifierTokenCount: > 1 }:
                    yield return new Problem(place, $"{option.Name} is given twice", $"{option.Name} {option.HelpName}, once");
                    break;
                case OptionResult or CommandResult:
                    yield return new Problem(place, error.Message); // made by TaughtOption, with what is allowed
                    break;
            }
        }
    }
}
