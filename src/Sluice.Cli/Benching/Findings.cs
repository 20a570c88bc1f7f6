using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;
using Sluice.Cli.Commands;

namespace Sluice.Cli.Benching;

/// <summary>What makes a measurement need a look, as an exit code.</summary>
internal static class Findings
{
    /// <summary>Failed requests, a level that the client spoiled, or one that did not come to its end.</summary>
    public static int Of(IReadOnlyList<Ladder> ladders) => ladders.SelectMany(ladder => ladder.Levels).Any(NeedsALook) ? ExitCode.DoneWithFindings : ExitCode.Done;

    private static bool NeedsALook(LevelFigures level) =>
        level.Tally.FailedCount > 0 || level.Log.End is null or { Why: EndReason.Stopped or EndReason.Failing } || ClientBound.Reasons(level).Count > 0;
}
