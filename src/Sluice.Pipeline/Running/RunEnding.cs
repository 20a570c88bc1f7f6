namespace Sluice.Pipeline.Running;

/// <summary>How an invocation of a run came to its end.</summary>
public enum RunEnding
{
    /// <summary>Every record of the input is answered or has failed with a reason.</summary>
    Finished,

    /// <summary>The user stopped it; what was in flight was finished and kept.</summary>
    Drained,

    /// <summary>The user ended it at once; what was in flight is asked again next time.</summary>
    Aborted,

    /// <summary>It could not go on; the same command continues once that is mended.</summary>
    Stopped,
}
