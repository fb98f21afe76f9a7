using System.Globalization;
using Streaming.Qos.Admission;
using Streaming.Qos.Booking;

namespace Streaming.Server.Host.Contracts;

/// <summary>The file of a <see cref="ContractStore"/>.</summary>
internal sealed record ContractFile(IReadOnlyList<ContractFile.LinkEntry> Links, IReadOnlyList<ContractFile.BookingEntry> Bookings)
{
    public static ContractFile Of(IEnumerable<LinkChange> links, IEnumerable<BookingRecord> bookings) => new(
        [.. links.Select(link => new LinkEntry(link.Name, RateText.Format(link.Rate), RateText.Format(link.Configured)))],
        [.. bookings.Select(BookingEntry.Of)]);

    /// <exception cref="FormatException">Something in it is not what this program writes.</exception>
    public IReadOnlyList<LinkChange> ToChanges() =>
        [.. (Links ?? []).Select(link => new LinkChange(link.Name, Rate(link.Rate), Rate(link.Configured)))];

    /// <exception cref="FormatException">Something in it is not what this program writes.</exception>
    public IReadOnlyList<BookingRecord> ToBookings() => [.. (Bookings ?? []).Select(booking => booking.ToRecord())];

    private static BitRate Rate(string text) => RateText.TryParse(text, out BitRate rate)
        ? rate
        : throw new FormatException($"'{text}' is not a rate");

    internal sealed record LinkEntry(string Name, string Rate, string Configured);

    /// <param name="Profile">As the configuration writes it: a profile that is changed there changes no booking.</param>
    internal sealed record BookingEntry(
        string Id, string Profile, string Clients, DateTimeOffset Made, DateTimeOffset From, DateTimeOffset To, string State, string? End)
    {
        public static BookingEntry Of(BookingRecord booking) => new(
            BookingId.Format(booking.Id),
            Configuration.EntryKinds.Profile.Format(booking.Profile),
            booking.Clients.ToString(),
            booking.Made,
            booking.From,
            booking.To,
            booking.State.ToString(),
            booking.End?.ToString());

        public BookingRecord ToRecord()
        {
            string problem = "";
            if (BookingId.TryParse(Id, out FlowId id)
                && Configuration.EntryKinds.Profile.Parse(Profile, out problem) is { } profile
                && Subnet.TryParse(Clients, out Subnet clients, out _)
                && Enum.TryParse(State, out BookingState state))
            {
                return new(id, profile, clients, Made, From, To, state, Enum.TryParse(End, out BookingEnd end) ? end : null);
            }

            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"booking '{Id}' is broken: {problem}"));
        }
    }
}
