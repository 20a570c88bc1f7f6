using System.Text.Json;

namespace Sluice.Pipeline.Sources;

/// <summary>One record of the input, or why a place of the input is none.</summary>
public sealed record SourceRecord
{
    /// <summary>Which record of the whole input it is, from 1; blank lines do not count.</summary>
    public required long Ordinal { get; init; }

    public required SourcePlace Place { get; init; }

    /// <summary>Its id; the place when the record has none that can be used.</summary>
    public required string Key { get; init; }

    /// <summary>Whether the id is a number in the input, so that it is one in the output too.</summary>
    public bool KeyIsNumber { get; init; }

    /// <summary>The whole record. Undefined when <see cref="Fault"/> is set.</summary>
    public JsonElement Fields { get; init; }

    /// <summary>SHA-256 of the record's values: the same for the same content however it is spaced or escaped. Of the line's bytes when it could not be read.</summary>
    public ReadOnlyMemory<byte> InputHash { get; init; }

    /// <summary>Why nothing can be asked about this record, as a sentence; null for a good one.</summary>
    public string? Fault { get; init; }

    /// <summary>Name of the reason when <see cref="Fault"/> is set.</summary>
    public string FaultReason { get; init; } = InputReason.Input;

    /// <summary>A place of the input before it is known to hold a record that can be asked about: its place stands for its id.</summary>
    internal static SourceRecord Faulty(SourcePlace place, long ordinal, byte[] hash) => new() { Ordinal = ordinal, Place = place, Key = place.ToString(), InputHash = hash };
}
