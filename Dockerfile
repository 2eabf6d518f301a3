# The dashboard and the command line. The graph is kept in the Neo4j of compose.yaml, or in /data/store.
FROM python:3.11-slim-bookworm
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir --constraint constraints.txt . && useradd --create-home koopgraf
USER koopgraf
ENV KOOPGRAF_STORE=/home/koopgraf/store
EXPOSE 8501
ENTRYPOINT ["koopgraf"]
CMD ["serve", "--host", "0.0.0.0"]
