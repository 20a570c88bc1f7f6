namespace Sluice.Pipeline.Sources;

/// <summary>The record that counts for an id.</summary>
/// <param name="SameContent">Whether its content is that of the record asked about.</param>
internal readonly record struct KeyPlace(SourcePlace Place, bool SameContent);
