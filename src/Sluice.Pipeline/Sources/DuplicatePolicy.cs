namespace Sluice.Pipeline.Sources;

/// <summary>What becomes of records that have an id which another record of the input has too.</summary>
public enum DuplicatePolicy
{
    /// <summary>The first counts; the others fail as <see cref="InputReason.DuplicateId"/>.</summary>
    Refuse,

    /// <summary>The first counts; the others are left out and counted.</summary>
    First,

    /// <summary>The last counts; the others are left out and counted. The input is read once more to find it.</summary>
    Last,

    /// <summary>Others with the content of the first are left out and counted; those with another content fail.</summary>
    MergeIdentical,
}
