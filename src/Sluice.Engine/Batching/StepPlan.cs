namespace Sluice.Engine.Batching;

/// <summary>How many tokens each running stream puts into the next step.</summary>
internal static class StepPlan
{
    /// <summary>
    /// Every stream that writes gets its one token; what is left of the budget goes to prompts, oldest first.
    /// While anybody writes, prompts are read in small pieces, so that no answer stalls.
    /// </summary>
    /// <param name="streams">Running streams in order of arrival.</param>
    /// <param name="limits">Tokens that a step may take.</param>
    /// <param name="counts">Takes the number for each stream.</param>
    /// <returns>Their sum.</returns>
    public static int Fill(IReadOnlyList<DecodingStream> streams, StepLimits limits, List<int> counts)
    {
        counts.Clear();
        var writing = 0;
        foreach (var stream in streams)
            writing += stream.IsReading ? 0 : 1;

        var budget = Math.Min(limits.Tokens - writing, writing > 0 ? limits.PromptTokensBesideWriting : limits.Tokens);
        var total = writing;
        foreach (var stream in streams)
        {
            var count = stream.IsReading ? Math.Min(stream.Pending, budget) : 1;
            if (stream.IsReading)
            {
                budget -= count;
                total += count;
            }
            counts.Add(count);
        }
        return total;
    }
}
