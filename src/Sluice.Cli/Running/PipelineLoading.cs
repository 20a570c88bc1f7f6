using System.Globalization;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Pipeline.Batches;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Sources;

namespace Sluice.Cli.Running;

/// <summary>Loads a pipeline file named on the command line; its problems become the command's.</summary>
internal static class PipelineLoading
{
    public static PipelineSpec Load(string typed, Terminal terminal, string? input = null) =>
        Reporting(() => PipelineFile.Load(terminal.Opened(typed), input is null or SourceFile.StandardInputPath ? input : terminal.Opened(input)), terminal);

    /// <param name="output">Full path of the results.</param>
    public static PipelineSpec LoadBatch(string typed, string output, Terminal terminal) =>
        Reporting(() => BatchFile.Load(terminal.WorkingFolder, typed, output), terminal);

    private static PipelineSpec Reporting(Func<PipelineSpec> load, Terminal terminal)
    {
        try
        {
            return load();
        }
        catch (PipelineFileException refusal)
        {
            throw new CouldNotRunException([.. refusal.Problems.Select(problem => new Problem(
                terminal.Shown(problem.File) + (problem.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $":{line}") : ""),
                problem.Message,
                problem.Allowed))]);
        }
    }
}
