namespace Streaming.Server.Channels;

/// <summary>One title after the other.</summary>
/// <param name="Items">Their ids; one may come several times.</param>
/// <param name="IsLooped">Behind the last comes the first.</param>
public sealed record Playlist(IReadOnlyList<string> Items, bool IsLooped) : Programme
{
    public override IReadOnlyList<string> Titles => [.. Items.Distinct()];

    public override ProgrammeTurn? First(DateTimeOffset now, Func<string, TimeSpan?> length) => Turn(0);

    public override ProgrammeTurn? After(ProgrammeTurn turn) => Turn(IsLooped ? (turn.Item + 1) % Items.Count : turn.Item + 1);

    private ProgrammeTurn? Turn(int item) => item < Items.Count ? new(item, Items[item], Begins: null) : null;
}
