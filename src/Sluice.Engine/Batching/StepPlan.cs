namespace Sluice.Engine.Batching;

/// <summary>How many tokens each running stream puts into the next step.</summary>
internal static class StepPlan
{
    /// <summary>
    /// Every stream that writes gets its one token, and as far as there is room the forced text after it; what is left of the
    /// budget goes to prompts, oldest first. While anybody writes, prompts are read in small pieces, so that no answer stalls.
    /// </summary>
    /// <param name="streams">Running streams in order of arrival.</param>
    /// <param name="limits">Tokens that a step may take.</param>
    /// <param name="counts">Takes the number for each stream.</param>
    /// <returns>Their sum.</returns>
    public static int Fill(IReadOnlyList<DecodingStream> streams, StepLimits limits, List<int> counts)
    {
        counts.Clear();
        var (writing, forced) = (0, 0);
        foreach (var stream in streams)
        {
            writing += stream.IsReading ? 0 : 1;
            forced += stream.IsReading ? 0 : stream.Pending - 1;
        }

        var forcedBudget = Math.Min(limits.Tokens - writing, forced);
        var promptBudget = Math.Min(limits.Tokens - writing - forcedBudget, writing > 0 ? limits.PromptTokensBesideWriting : limits.Tokens);
        var total = writing;
        foreach (var stream in streams)
        {
            ref var budget = ref stream.IsReading ? ref promptBudget : ref forcedBudget;
            var own = stream.IsReading ? 0 : 1;
            var more = Math.Min(stream.Pending - own, budget);
            budget -= more;
            total += more;
            counts.Add(own + more);
        }
        return total;
    }
}
