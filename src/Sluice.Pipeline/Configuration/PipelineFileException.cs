namespace Sluice.Pipeline.Configuration;

/// <summary>A pipeline file that cannot be used. Holds everything that was found wrong, not only the first.</summary>
public sealed class PipelineFileException(IReadOnlyList<PipelineProblem> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>By file, then by line.</summary>
    public IReadOnlyList<PipelineProblem> Problems { get; } = problems;
}
