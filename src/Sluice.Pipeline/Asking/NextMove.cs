namespace Sluice.Pipeline.Asking;

/// <summary>What follows after a failed try.</summary>
internal abstract record NextMove
{
    NextMove() { }

    /// <param name="AfterPause">Whether to wait first, since the server and not the request was at fault.</param>
    public sealed record Again(AskPlan Plan, bool AfterPause) : NextMove;

    /// <summary>The record has failed; the others go on.</summary>
    public sealed record GiveUp : NextMove;

    /// <summary>No record can succeed until a person acted.</summary>
    public sealed record PauseRun : NextMove;
}
