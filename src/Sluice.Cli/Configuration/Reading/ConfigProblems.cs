using Sluice.Cli.Problems;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sluice.Cli.Configuration.Reading;

/// <summary>Collects what is wrong in one file, each with its line, so that all of it is told at once.</summary>
internal sealed class ConfigProblems(string file)
{
    private readonly List<(long Line, Problem Problem)> found = [];

    public bool Any => found.Count > 0;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Problem> InOrder => [.. found.OrderBy(entry => entry.Line).Select(entry => entry.Problem)];

    public void Add(YamlNode at, string what, string? allowed = null) => Add(at.Start, what, allowed);

    public void Add(Mark at, string what, string? allowed = null) =>
        found.Add((at.Line, new Problem($"{file}:{at.Line}", what, allowed)));
}
