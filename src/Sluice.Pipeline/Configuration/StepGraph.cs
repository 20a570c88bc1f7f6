namespace Sluice.Pipeline.Configuration;

/// <summary>Which steps use the answers of which, by their place in the pipeline's list. Each stands behind those it uses.</summary>
public sealed class StepGraph
{
    readonly int[][] uses, usedBy;

    public StepGraph(IReadOnlyList<StepSpec> steps)
    {
        var places = steps.Select((step, place) => (step.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place, StringComparer.Ordinal);
        uses = [.. steps.Select(step => step.Uses.Select(name => places[name]).ToArray())];
        usedBy = [.. steps.Select((_, place) => Enumerable.Range(0, steps.Count).Where(later => uses[later].Contains(place)).ToArray())];
    }

    public int Count => uses.Length;

    /// <summary>The steps whose answers a step's prompts show.</summary>
    public IReadOnlyList<int> UsesOf(int step) => uses[step];

    /// <summary>The steps whose prompts show a step's answer.</summary>
    public IReadOnlyList<int> UsersOf(int step) => usedBy[step];
}
