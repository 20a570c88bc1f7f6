namespace Sluice.Pipeline.Running;

/// <summary>What to do about records that were answered and whose content is another one now.</summary>
public enum ChangedInput
{
    /// <summary>Stop before any of them is asked about, and say how many there are.</summary>
    Ask,

    /// <summary>Ask about them again, which is paid for again.</summary>
    Rerun,

    /// <summary>Keep the answers to their old content.</summary>
    Keep,
}
