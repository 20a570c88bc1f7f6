namespace Sluice.Templates.Values;

/// <summary>The parameters of a filter, test, method or function, and Python's rules for filling them.</summary>
internal sealed class Signature
{
    readonly string function;
    readonly string[] names;
    readonly int required;

    /// <param name="function">Its name, for messages.</param>
    /// <param name="names">In order; a question mark after a name makes it optional, and all after it.</param>
    public Signature(string function, params string[] names)
    {
        this.function = function;
        required = names.TakeWhile(name => !name.EndsWith('?')).Count();
        this.names = [.. names.Select(name => name.TrimEnd('?'))];
    }

    /// <summary>Functions of Python written in C take their arguments by place only.</summary>
    public bool PositionalOnly { get; init; }

    /// <summary>One value for each parameter; null for an optional one that was not given.</summary>
    public Value?[] Bind(Arguments arguments)
    {
        var given = arguments.Positional;
        if (given.Length > names.Length)
            throw TemplateFault.Type($"{function}() takes at most {names.Length} arguments ({given.Length} given)");

        var bound = new Value?[names.Length];
        given.CopyTo(bound, 0);
        foreach (var (name, value) in arguments.Named)
        {
            var index = PositionalOnly ? -1 : Array.IndexOf(names, name);
            if (index < 0)
                throw TemplateFault.Type($"{function}() got an unexpected keyword argument '{name}'");
            if (bound[index] is not null)
                throw TemplateFault.Type($"{function}() got multiple values for argument '{name}'");
            bound[index] = value;
        }

        for (var i = 0; i < required; i++)
        {
            if (bound[i] is null)
                throw TemplateFault.Type($"{function}() missing 1 required positional argument: '{names[i]}'");
        }

        return bound;
    }
}
