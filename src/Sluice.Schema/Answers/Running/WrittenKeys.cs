namespace Sluice.Schema.Answers.Running;

/// <summary>Keys of an object that some alternative does not define, the latest first; kept so that none is written twice.</summary>
internal sealed class WrittenKeys(string latest, WrittenKeys? earlier)
{
    readonly int hash = latest.GetHashCode(StringComparison.Ordinal);
    readonly int count = 1 + Count(earlier);

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

    public static int Count(WrittenKeys? keys) => keys?.count ?? 0;

    public static IEnumerable<string> All(WrittenKeys? keys)
    {
        for (var at = keys; at is not null; at = at.Earlier)
            yield return at.Latest;
    }

    string Latest { get; } = latest;

    WrittenKeys? Earlier { get; } = earlier;
}
