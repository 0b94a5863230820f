# docker build -t auditor . && docker run --rm -v "$PWD:/pages" auditor check .
FROM python:3.12-slim
RUN apt-get update && apt-get install --yes --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home auditor
WORKDIR /source
COPY pyproject.toml README.md ./
COPY auditor ./auditor
COPY rules ./rules
RUN pip install --no-cache-dir . && git config --system --add safe.directory /pages
USER auditor
WORKDIR /pages
ENTRYPOINT ["auditor"]
CMD ["--help"]
