namespace Streaming.Lab.Scenarios.Reading;

/// <summary>What may stand at a place of a scenario, and how it becomes a value.</summary>
internal abstract class Form<T> : Form
{
    /// <summary>False where it is not of this form, and all that is wrong with it has been said.</summary>
    public abstract bool TryRead(DocumentNode node, Place place, out T value);

    /// <summary>The same, of which something else is made.</summary>
    /// <param name="make">The other value, or why there is none.</param>
    public Form<TOther> As<TOther>(Func<T, Place, (TOther? Value, string? Problem)> make) => new MadeForm<T, TOther>(this, make);

    public Form<TOther> As<TOther>(Func<T, TOther> make) => As((value, _) => ((TOther?)make(value), (string?)null));
}
