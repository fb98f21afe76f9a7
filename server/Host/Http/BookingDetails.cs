using System.Text.Json;
using Streaming.Qos.Booking;

namespace Streaming.Server.Host.Http;

/// <summary>Room kept for clients for a time, in the words of CAMARA QualityOnDemand.</summary>
/// <param name="BookingId">What a session names to draw from it: <c>Flow-Spec: booking=…</c>.</param>
/// <param name="QosProfile">What is kept.</param>
/// <param name="Device">Who may use it: an address or a network.</param>
/// <param name="Duration">In seconds.</param>
/// <param name="QosStatus">REQUESTED (its time has not come, or what it needs is not free yet), AVAILABLE, UNAVAILABLE.</param>
/// <param name="StatusInfo">Why it is over: DURATION_EXPIRED, NETWORK_TERMINATED, DELETE_REQUESTED.</param>
/// <param name="Priority">A more important booking takes the place of less important ones.</param>
internal sealed record BookingDetails(
    string BookingId,
    string QosProfile,
    string Device,
    long BitsPerSecond,
    DateTimeOffset StartedAt,
    DateTimeOffset ExpiresAt,
    long Duration,
    string QosStatus,
    string? StatusInfo,
    int Priority)
{
    public static BookingDetails Of(BookingRecord booking) => new(
        Contracts.BookingId.Format(booking.Id),
        booking.Profile.Name,
        booking.Clients.ToString(),
        booking.Profile.Traffic.Rate.BitsPerSecond,
        booking.From,
        booking.To,
        (long)(booking.To - booking.From).TotalSeconds,
        Word($"{booking.State}"),
        booking.End is { } end ? Word($"{end}") : null,
        booking.Profile.Priority);

    private static string Word(string name) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(name);
}
