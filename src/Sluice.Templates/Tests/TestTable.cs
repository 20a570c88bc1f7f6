using System.Collections.Frozen;
using Sluice.Templates.Filters;
using Sluice.Templates.Methods;
using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Tests;

/// <summary>All tests by name.</summary>
internal sealed class TestTable
{
    static readonly FrozenDictionary<string, Test> All = new TestTable()
        .Add(["defined"], value => value is not UndefinedValue)
        .Add(["undefined"], value => value is UndefinedValue)
        .Add(["none"], value => value is NoneValue)
        .Add(["boolean"], value => value is BoolValue)
        .Add(["true"], value => value == BoolValue.True)
        .Add(["false"], value => value == BoolValue.False)
        .Add(["integer"], value => value is IntegerValue)
        .Add(["float"], value => value is FloatValue)
        .Add(["number"], Numbers.IsNumber)
        .Add(["string"], value => value is TextValue)
        .Add(["mapping"], value => value is DictValue)
        .Add(["sequence"], IsSequence)
        .Add(["iterable"], value => value.Iterate() is not null)
        .Add(["callable"], value => value.IsCallable)
        .Add(["escaped"], value => value is TextValue { IsSafe: true })
        .Add(["filter"], value => Name(value) is { } name && FilterTable.Find(name) is not null)
        .Add(["test"], value => Name(value) is { } name && Find(name) is not null)
        .Add(["lower"], [], (value, _, r) => Classes.IsLowerText(value.ToText(r)))
        .Add(["upper"], [], (value, _, r) => Classes.IsUpperText(value.ToText(r)))
        .Add(["odd"], [], (value, _, r) => Remainder(value, IntegerValue.Of(2), 1, r))
        .Add(["even"], [], (value, _, r) => Remainder(value, IntegerValue.Of(2), 0, r))
        .Add(["divisibleby"], ["num"], (value, a, r) => Remainder(value, a[0]!, 0, r))
        .Add(["sameas"], ["other"], (value, a, _) => IsSame(value, a[0]!))
        .Add(["in"], ["seq"], (value, a, r) => Membership.Contains(a[0]!, value, r))
        .Add(["eq", "==", "equalto"], ["b"], (value, a, r) => Comparison.AreEqual(value, a[0]!, r))
        .Add(["ne", "!="], ["b"], (value, a, r) => !Comparison.AreEqual(value, a[0]!, r))
        .Add(["lt", "<", "lessthan"], ["b"], (value, a, r) => Comparison.InOrder("<", value, a[0]!, r))
        .Add(["le", "<="], ["b"], (value, a, r) => Comparison.InOrder("<=", value, a[0]!, r))
        .Add(["gt", ">", "greaterthan"], ["b"], (value, a, r) => Comparison.InOrder(">", value, a[0]!, r))
        .Add(["ge", ">="], ["b"], (value, a, r) => Comparison.InOrder(">=", value, a[0]!, r))
        .tests.ToFrozenDictionary();

    readonly Dictionary<string, Test> tests = [];

    public static Test? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>A test named by a value while rendering, as <c>select('odd')</c> does.</summary>
    public static Test Named(Value name)
    {
        if (name is not TextValue text)
            throw TemplateFault.Missing($"No test named by a value of type {name.TypeName}.");
        return Find(text.Raw) ?? throw TemplateFault.Missing($"No test named '{text.Raw}'.");
    }

    TestTable Add(string[] names, Func<Value, bool> body) => Add(names, [], (value, _, _) => body(value));

    TestTable Add(string[] names, string[] parameters, Func<Value, Value?[], Rendering, bool> body)
    {
        foreach (var name in names)
        {
            Signature signature = new(name, parameters);
            tests.Add(name, new(name, (value, arguments, rendering) =>
            {
                rendering.ChargeUse(value, arguments);
                return body(value, signature.Bind(arguments), rendering);
            }));
        }

        return this;
    }

    /// <summary>The text of a name that is looked up; null for what cannot be one.</summary>
    static string? Name(Value value) => value.IsHashable ? (value as TextValue)?.Raw
        : throw TemplateFault.Type($"unhashable type: '{value.TypeName}'");

    /// <summary>Has a length and takes an index: so do dicts, and so does an undefined.</summary>
    static bool IsSequence(Value value) => value switch
    {
        TextValue or SequenceValue or DictValue or RangeValue => true,
        UndefinedValue => value.Count is not null,
        _ => false,
    };

    static bool Remainder(Value value, Value divisor, int wanted, Rendering rendering) =>
        Arithmetic.Modulo(value, divisor, rendering).Equals(IntegerValue.Of(wanted));

    /// <summary>One object: small values of one type cannot be told apart, lists and dicts can.</summary>
    static bool IsSame(Value value, Value other) => ReferenceEquals(value, other)
        || (value is (IntegerValue or FloatValue or TextValue) && value.GetType() == other.GetType() && value.Equals(other));
}
