namespace Sluice.Pipeline.Storage;

/// <summary>One record of the input as the store tells it from others.</summary>
/// <param name="Key">Its id.</param>
/// <param name="InputHash">Its content.</param>
public readonly record struct RecordIdentity(string Key, ReadOnlyMemory<byte> InputHash);
