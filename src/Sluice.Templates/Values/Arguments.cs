namespace Sluice.Templates.Values;

/// <summary>What a call passes: values by place and values by name.</summary>
internal sealed class Arguments(Value[] positional, KeyValuePair<string, Value>[] named)
{
    public static readonly Arguments None = new([], []);

    public Value[] Positional => positional;

    public KeyValuePair<string, Value>[] Named => named;

    public Value? Find(string name)
    {
        foreach (var (key, value) in named)
        {
            if (key == name)
                return value;
        }

        return null;
    }
}
