namespace Sluice.Schema.Answers.Running;

/// <summary>What the grammar of JSON expects next.</summary>
internal enum MachineMode : byte
{
    Value,

    /// <summary>After "[": an item or the end.</summary>
    FirstItem,

    /// <summary>After "{": a key or the end.</summary>
    FirstKey,

    /// <summary>After a comma in an object.</summary>
    NextKey,
    Colon,

    /// <summary>After a value in an array or object: a comma or the end.</summary>
    AfterValue,
    Key,
    String,
    Number,
    Literal,

    /// <summary>The answer is whole; only white space may follow.</summary>
    Done,
}
