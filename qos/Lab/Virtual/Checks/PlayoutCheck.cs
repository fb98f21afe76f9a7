using Streaming.Lab.Records;
using Streaming.Lab.Viewers;

namespace Streaming.Lab.Virtual.Checks;

/// <summary>Viewers are shown nothing that is too late, and hold no more than they may.</summary>
internal static class PlayoutCheck
{
    /// <summary>Each stream's buffer ends at 30 MB and the sample that was too much; more than two never come near it.</summary>
    private static readonly ByteCount MostHeld = new(64_000_000);

    /// <param name="accounts">Of the viewers that came, by their numbers.</param>
    public static CheckRecord Result(IReadOnlyList<CastMember> cast, IReadOnlyList<ViewerAccounts> accounts)
    {
        string wrong = "";
        for (int viewer = 0; viewer < accounts.Count && wrong.Length == 0; viewer++)
            wrong = Look(cast[viewer].Id, accounts[viewer]);
        return new("nothing is shown too late, nobody holds too much", wrong.Length == 0, wrong);
    }

    private static string Look(string id, ViewerAccounts own)
    {
        if (own.ShownLate > 0)
        {
            return FormattableString.Invariant(
                $"{id} was shown {own.ShownLate} pictures too late, the worst by {own.Latest.TotalMilliseconds:0.###} ms");
        }

        return own.MostHeld > MostHeld ? $"{id} held {own.MostHeld}, more than the {MostHeld} it may" : "";
    }
}
