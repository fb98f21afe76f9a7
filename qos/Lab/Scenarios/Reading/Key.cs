namespace Streaming.Lab.Scenarios.Reading;

/// <summary>A key of a section: its name, its meaning, and how its value becomes part of what the section describes.</summary>
/// <typeparam name="T">What the section describes.</typeparam>
internal sealed class Key<T>
{
    private readonly Func<DocumentNode, Place, Func<T, T>?> _read;

    private Key(KeyHelp help, Func<DocumentNode, Place, Func<T, T>?> read) => (Help, _read) = (help, read);

    public KeyHelp Help { get; }

    public static Key<T> Of<TValue>(string name, string meaning, Form<TValue> form, Func<T, TValue, T> set) => new(
        new(name, meaning, false, form),
        (node, place) => form.TryRead(node, place, out TValue value) ? whole => set(whole, value) : null);

    /// <summary>Without it there is nothing to describe.</summary>
    public Key<T> Required() => new(Help with { IsRequired = true }, _read);

    /// <summary>The same key of something larger.</summary>
    public Key<TWhole> In<TWhole>(Func<TWhole, T> get, Func<TWhole, T, TWhole> set) => new(
        Help, (node, place) => _read(node, place) is { } change ? whole => set(whole, change(get(whole))) : null);

    /// <summary>The same key of something that keeps what becomes of what is described, for later.</summary>
    public Key<TOther> Changing<TOther>(Func<TOther, Func<T, T>, TOther> keep) => new(
        Help, (node, place) => _read(node, place) is { } change ? other => keep(other, change) : null);

    /// <summary>What the value makes of what is described; null: it was wrong, which has been said.</summary>
    public Func<T, T>? Read(DocumentNode node, Place place) => _read(node, place);
}
