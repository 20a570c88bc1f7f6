namespace Sluice.Pipeline.Sources;

/// <summary>Decides which record counts for an id that several have.</summary>
internal sealed class DuplicateCheck(DuplicatePolicy policy, KeyRegister register)
{
    Dictionary<UInt128, long>? lastOrdinals;

    /// <summary>Reads the whole input once where the policy needs to know it ahead.</summary>
    public async Task PrepareAsync(RecordSource source, long? limit, CancellationToken ct)
    {
        if (policy != DuplicatePolicy.Last) return;

        lastOrdinals = [];
        long read = 0;
        await foreach (var record in source.ReadAsync(ct))
        {
            if (read++ == limit) break;
            lastOrdinals[KeyRegister.HashOf(record.Key)] = record.Ordinal;
        }
    }

    /// <summary>The record, or that it failed; null when another one counts in its place.</summary>
    public SourceRecord? Check(SourceRecord record)
    {
        if (lastOrdinals?.GetValueOrDefault(KeyRegister.HashOf(record.Key), record.Ordinal) is { } last && last != record.Ordinal) return null;
        if (register.Add(record.Key, record.Place, record.InputHash) is not { } first) return record;
        if (policy == DuplicatePolicy.First || (policy == DuplicatePolicy.MergeIdentical && first.SameContent)) return null;

        var refused = record with
        {
            Key = record.Place.ToString(),
            KeyIsNumber = false,
            FaultReason = InputReason.DuplicateId,
            Fault = policy == DuplicatePolicy.MergeIdentical
                ? $"the id '{record.Key}' stands already at {first.Place}, with other content; only the first is asked about"
                : $"the id '{record.Key}' stands already at {first.Place}; only the first record with an id is asked about",
        };
        register.Add(refused.Key, refused.Place, refused.InputHash);
        return refused;
    }
}
