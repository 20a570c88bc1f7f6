using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;
using Sluice.Bench.Reporting;
using Sluice.Cli.Commands;

namespace Sluice.Cli.Benching;

/// <summary>What makes a measurement need a look, as an exit code.</summary>
internal static class Findings
{
    /// <summary>Failed requests, a level that the client spoiled, one that did not come to its end, or a latency target that not even the first level keeps.</summary>
    public static int Of(Report report) => report.Ladders.Any(ladder => ladder.Levels.Any(NeedsALook) || MissesTarget(ladder, report)) ? ExitCode.DoneWithFindings : ExitCode.Done;

    private static bool MissesTarget(Ladder ladder, Report report) => report.Target is { } target && Goodput.Largest(report.GoodputsOf(ladder), target).Seen is null;

    private static bool NeedsALook(LevelFigures level) =>
        level.Tally.FailedCount > 0 || level.Log.End is null or { Why: EndReason.Stopped or EndReason.Failing } || ClientBound.Reasons(level).Count > 0;
}
