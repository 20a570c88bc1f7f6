namespace Sluice.Cli.Viewing;

/// <summary>What a run says when it is asked to stop.</summary>
internal static class StopText
{
    public const string Draining = "sluice: stopping: the calls in flight are being finished and kept; once more to cut them off";
    public const string GraceOver = "sluice: the calls in flight took longer than --grace allows: they are cut off; their records are asked again when the run goes on";
    public const string Aborting = "sluice: stopping at once: the calls in flight are cut off; their records are asked again when the run goes on";
}
