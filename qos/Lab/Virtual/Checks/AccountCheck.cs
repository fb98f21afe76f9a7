using Streaming.Lab.Records;
using Streaming.Lab.Viewers;

namespace Streaming.Lab.Virtual.Checks;

/// <summary>Nothing is lost without a reason, and nothing comes out of nowhere: of every datagram it is known what became of it, and
/// viewers count the same.</summary>
internal sealed class AccountCheck(IReadOnlyList<CastMember> cast, IReadOnlyList<SessionFile> files)
{
    /// <param name="accounts">Of the viewers that came, by their numbers, when nothing is under way any more.</param>
    public CheckRecord Result(IReadOnlyList<ViewerAccounts> accounts)
    {
        string wrong = "";
        for (int viewer = 0; viewer < accounts.Count && wrong.Length == 0; viewer++)
            wrong = Look(cast[viewer].Id, files[viewer], accounts[viewer]);
        return new("what is sent either comes or is dropped for a reason", wrong.Length == 0, wrong);
    }

    private static string Look(string id, SessionFile file, ViewerAccounts own)
    {
        if (file.Sent + file.Copies != file.Came + file.Dropped)
        {
            return FormattableString.Invariant(
                $"{id}: {file.Sent} datagrams were sent and {file.Copies} copied, {file.Came} came and {file.Dropped} were dropped");
        }

        // What is lost before the first packet that comes, or behind the last, no receiver can know of.
        long missable = file.Dropped - file.DroppedReports;
        if (own.Lost > missable)
            return FormattableString.Invariant($"{id} misses {own.Lost} packets, but only {missable} were dropped");
        return own.Packets + own.Duplicates > file.Came
            ? FormattableString.Invariant($"{id} counts {own.Packets + own.Duplicates} packets, but only {file.Came} came")
            : "";
    }
}
