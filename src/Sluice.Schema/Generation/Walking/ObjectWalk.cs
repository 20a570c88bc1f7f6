using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Answers.Strings.Languages;

namespace Sluice.Schema.Generation.Walking;

/// <summary>Writes an object: the required keys, some of the others, and now and then one that the schema does not name.</summary>
internal sealed class ObjectWalk(DocumentWalk walk)
{
    const int MaxKeys = 2_000; // objects with more are not written
    const int ExtraTries = 10; // of words as keys, before one is spelt out letter by letter

    int count;

    public bool TryWrite(ObjectAlternative guide)
    {
        if (guide.MinProperties > MaxKeys)
            throw new EndlessWalkException($"objects of more than {MaxKeys} keys are not written");
        if (!walk.Pen.TryWrite("{"u8))
            return false;
        foreach (var property in InOrder(guide.Properties))
        {
            if (property.Required || !walk.IsModest && walk.Random.Next(100) < 60)
                TryAdd(property.Name);
        }

        if (!walk.IsModest && walk.Random.Next(5) < (guide.Others is { IsAny: false } ? 3 : 1))
            TryAddOther(guide);
        while (!walk.Pen.TryWrite("}"u8))
            AddWhatIsAskedFor();
        return true;
    }

    ObjectProperty[] InOrder(ObjectProperty[] properties)
    {
        if (!walk.Options.ShuffleKeys)
            return properties;
        var shuffled = properties.ToArray();
        walk.Random.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>The machine does not let the object end yet: the first key that it takes brings it nearer to the end.</summary>
    void AddWhatIsAskedFor()
    {
        if (count >= MaxKeys)
            throw new EndlessWalkException($"objects of more than {MaxKeys} keys are not written");
        foreach (var keyed in walk.Pen.Open().OfType<ObjectAlternative>())
        {
            foreach (var property in keyed.Properties.OrderByDescending(property => property.Required))
            {
                if (TryAdd(property.Name))
                    return;
            }
        }

        if (!walk.Pen.Open().OfType<ObjectAlternative>().Any(TryAddOther))
            SpellOut();
    }

    /// <summary>Adds a key that is not named.</summary>
    bool TryAddOther(ObjectAlternative keyed)
    {
        if (keyed.Others is not { IsAny: false } classes)
            return TryAddWord();
        for (var tries = 0; tries < ExtraTries; tries++)
        {
            var keys = new BoundedLanguage(classes.LanguageOf(walk.Random.Next(classes.Count)), 0, StringLanguage.Endless, new LanguageBudget());
            if (TryAdd(LanguageSample.Pick(keys, walk.Random, walk.Options.Generosity * 2)))
                return true;
        }

        return false;
    }

    bool TryAddWord()
    {
        for (var tries = 0; tries < ExtraTries; tries++)
        {
            if (TryAdd(new string([.. Enumerable.Range(0, walk.Random.Next(1, 6)).Select(_ => (char)('a' + walk.Random.Next(26)))])))
                return true;
        }

        return false;
    }

    bool TryAdd(string name)
    {
        if (!walk.Pen.TryWrite((count > 0 ? "," : "") + JsonName.Of(name) + ":"))
            return false;
        count++;
        walk.WriteValue();
        return true;
    }

    void SpellOut()
    {
        if (!walk.Pen.TryWrite((count > 0 ? "," : "") + "\""))
            throw new InvalidOperationException($"the answer machine neither goes on nor ends the object after {walk.Pen.Text}");
        new StringWalk(walk).WriteToEnd();
        walk.Pen.TryWrite(":"u8);
        count++;
        walk.WriteValue();
    }
}
