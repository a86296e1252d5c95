# docker build -t dashboard .    What a container needs is told in README.md.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY .editorconfig global.json Directory.Build.props Directory.Packages.props ./
COPY src/Sandbox/Sandbox.csproj src/Sandbox/
COPY src/Dashboard/Dashboard.csproj src/Dashboard/*.targets src/Dashboard/
RUN dotnet restore src/Dashboard
COPY src src
COPY wwwroot wwwroot
RUN dotnet publish src/Dashboard -c Release -o /app --no-restore

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# The image's own user without rights; the volume for data/ must be its own.
RUN mkdir data && chown $APP_UID data
USER $APP_UID
VOLUME /app/data
# One of the two says where it listens; the base image sets the other.
ENV ASPNETCORE_URLS=http://+:8080 ASPNETCORE_HTTP_PORTS=
EXPOSE 8080
# The aspnet image has neither curl nor wget: the app asks itself.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["dotnet", "Dashboard.dll", "--health"]
ENTRYPOINT ["dotnet", "Dashboard.dll"]
