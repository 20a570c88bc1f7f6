namespace Sluice.Tests.House;

/// <summary>Tests that count the memory of the whole process: they run after the others, one at a time, so that they count only their own.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    /// <summary>The collection's name.</summary>
    public const string Name = "measured alone";
}
