using System.Text;
using Sluice.Bench.Events;
using Sluice.Bench.Events.Files;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Benching;

/// <summary>Event logs as files of the command line.</summary>
internal static class LogFile
{
    public static BenchLog Read(Terminal terminal, string typed)
    {
        try
        {
            using StreamReader reader = new(terminal.Opened(typed), Encoding.UTF8);
            return EventLogReader.Read(typed, reader);
        }
        catch (EventLogException problem)
        {
            throw new CouldNotRunException([.. problem.Message.Split('\n').Select(line => SplitAtPlace(typed, line))]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            string what = problem is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : problem.Message;
            throw new CouldNotRunException(typed, what, "an event log that sluice bench --log wrote");
        }
    }

    private static Problem SplitAtPlace(string file, string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && line.StartsWith(file, StringComparison.Ordinal) ? new Problem(line[..colon], line[(colon + 2)..]) : new Problem(file, line);
    }
}
