using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Streaming.Qos.Admission;
using Streaming.Qos.Booking;
using Streaming.Server.Host.Contracts;

namespace Streaming.Server.Host.Http;

/// <summary><c>/api/v1/bookings</c>: room kept ahead, in the words of CAMARA QualityOnDemand; for this machine alone.</summary>
internal sealed class BookingsApi(ContractDesk desk, ContractStore store)
{
    private const long LongestDuration = 31_536_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/bookings").WithTags("bookings").AddEndpointFilter<RouteGroupBuilder, AdminAccess>();
        group.MapGet("", List)
            .WithName("listBookings").WithSummary("Bookings to come, in force, and lately over, the earliest first.")
            .Produces<ItemList<BookingDetails>>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);
        group.MapPost("", Create)
            .WithName("createBooking").WithSummary("Keeps room for clients from a time on; a session names the booking when it plays.")
            .Produces<BookingDetails>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("/{id}", Read)
            .WithName("readBooking").WithSummary("One booking.")
            .Produces<BookingDetails>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{id}/extend", Extend)
            .WithName("extendBooking").WithSummary("Lets a booking end later, where there is room.")
            .Produces<BookingDetails>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapDelete("/{id}", Delete)
            .WithName("deleteBooking").WithSummary("Gives a booking back; sessions that draw from it go on as others do.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private IResult List(int? page, int? itemsPerPage) => Paging.Answer(desk.Bookings.List(), page, itemsPerPage, BookingDetails.Of);

    private IResult Read(string id) => Find(id) is { } booking ? TypedResults.Ok(BookingDetails.Of(booking)) : NoSuchBooking(id);

    private IResult Create(NewBooking wish)
    {
        IReadOnlyList<BookingProfile> profiles = desk.Options.Profiles;
        if (profiles.FirstOrDefault(one => one.Name == wish.QosProfile) is not { } profile)
            return Problems.BadRequest($"there is no profile '{wish.QosProfile}'; there is {Names(profiles)}");
        if (!TryReadDevice(wish.Device, out Subnet clients))
            return Problems.BadRequest($"'{wish.Device}' is no device: an address or a network such as 10.2.0.0/16");
        if (wish.Duration is not (> 0 and <= LongestDuration))
            return Problems.BadRequest($"duration is {wish.Duration}; it can be 1 to {LongestDuration} seconds");

        FlowId id = BookingId.Of(BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)));
        BookingDecision decision = desk.Bookings.Request(
            new(id, profile, clients, wish.StartTime, TimeSpan.FromSeconds(wish.Duration.Value)));
        return Answer(decision, booking => TypedResults.Created($"/api/v1/bookings/{booking.BookingId}", booking));
    }

    private IResult Extend(string id, BookingExtension wish)
    {
        if (Find(id) is not { } booking)
            return NoSuchBooking(id);
        if (wish.RequestedAdditionalDuration is not (> 0 and <= LongestDuration))
        {
            return Problems.BadRequest(
                $"requestedAdditionalDuration is {wish.RequestedAdditionalDuration}; it can be 1 to {LongestDuration} seconds");
        }

        TimeSpan by = TimeSpan.FromSeconds(wish.RequestedAdditionalDuration.Value);
        return Answer(desk.Bookings.Extend(booking.Id, by), TypedResults.Ok);
    }

    private IResult Delete(string id)
    {
        if (Find(id) is not { } booking || !desk.Bookings.Delete(booking.Id))
            return NoSuchBooking(id);
        store.Save();
        return TypedResults.NoContent();
    }

    private IResult Answer(BookingDecision decision, Func<BookingDetails, IResult> booked)
    {
        store.Save();
        return decision switch
        {
            BookingDecision.Booked done => booked(BookingDetails.Of(done.Booking)),
            BookingDecision.Refused refused => Problems.Conflict($"{refused.Why}"),
            BookingDecision.Invalid invalid => Problems.BadRequest(invalid.Text),
            _ => throw new InvalidOperationException("broken invariant: a wish is booked, refused or invalid"),
        };
    }

    private BookingRecord? Find(string id) => BookingId.TryParse(id, out FlowId flow) ? desk.Bookings.Find(flow) : null;

    private static bool TryReadDevice(string? text, out Subnet clients)
    {
        clients = default;
        if (text is null)
            return false;
        if (text.Contains('/', StringComparison.Ordinal))
            return Subnet.TryParse(text, out clients, out _);
        bool isAddress = IPAddress.TryParse(text, out IPAddress? address);
        clients = isAddress ? Subnet.Of(address!) : default;
        return isAddress;
    }

    private static string Names(IEnumerable<BookingProfile> profiles) => string.Join(", ", profiles.Select(profile => profile.Name));

    private static IResult NoSuchBooking(string id) =>
        Problems.NotFound($"there is no booking '{id}' (any more); /api/v1/bookings lists those there are");
}
