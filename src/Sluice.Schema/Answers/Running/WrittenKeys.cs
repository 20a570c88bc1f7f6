namespace Sluice.Schema.Answers.Running;

/// <summary>Keys of an object that some alternative does not define, the latest first; kept so that none is written twice.</summary>
internal sealed class WrittenKeys(string latest, WrittenKeys? earlier)
{
    readonly int hash = latest.GetHashCode(StringComparison.Ordinal);

    public static bool Contains(WrittenKeys? keys, string name)
    {
        if (keys is null)
            return false;
        var wanted = name.GetHashCode(StringComparison.Ordinal);
        for (var at = keys; at is not null; at = at.Earlier)
        {
            if (at.hash == wanted && at.Latest == name)
                return true;
        }

        return false;
    }

    string Latest { get; } = latest;

    WrittenKeys? Earlier { get; } = earlier;
}
