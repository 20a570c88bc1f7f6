using Sluice.Catalog.Facts;
using Sluice.Cli.Problems;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Predicting;
using Sluice.Twin.Serving.Faults;

namespace Sluice.Cli.Planning;

/// <summary>Turns what the catalog and the twin refuse into problems of the command; each already says what is allowed.</summary>
internal static class PlanningProblems
{
    /// <param name="command">The place of problems that name none.</param>
    public static T Reporting<T>(string command, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (CatalogFileException problem)
        {
            throw new CouldNotRunException([.. problem.Problems.Select(line => Split(command, line))]);
        }
        catch (CalibrationException problem)
        {
            throw new CouldNotRunException([.. problem.Problems.Select(line => Split(command, line))]);
        }
        catch (FaultScriptException problem)
        {
            throw new CouldNotRunException([.. problem.Problems.Select(line => Split(command, line))]);
        }
        catch (Exception problem) when (problem is UnknownNameException or MemoryShortException or FormatException or ArgumentException)
        {
            throw new CouldNotRunException([.. problem.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Split(command, line.Trim()))]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException(command, problem.Message, "a file that can be read");
        }
    }

    /// <summary>A line that begins with "file:line:" keeps its own place.</summary>
    private static Problem Split(string command, string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && !line[..colon].Contains(' ', StringComparison.Ordinal) && line[..colon].Contains('.', StringComparison.Ordinal)
            ? new Problem(line[..colon], line[(colon + 2)..])
            : new Problem(command, line);
    }
}
