namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Collects what is wrong, so that all of it can be said at once.</summary>
/// <param name="file">The pipeline file; problems of files that it names carry their own name.</param>
internal sealed class ProblemList(string file)
{
    readonly List<PipelineProblem> problems = [];

    public string File => file;

    public bool IsEmpty => problems.Count == 0;

    public void Add(long? line, string message, string? allowed = null) => AddIn(file, line, message, allowed);

    public void AddIn(string otherFile, long? line, string message, string? allowed = null) =>
        problems.Add(new PipelineProblem(otherFile, line, message, allowed));

    /// <summary>The pipeline file's own problems first, then those of each other file, each from top to bottom.</summary>
    public IReadOnlyList<PipelineProblem> Sorted() =>
        [.. problems.OrderBy(problem => problem.File != file).ThenBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line ?? 0)];
}
